package dev.metabuilder.database.openapi;

import dev.metabuilder.database.http.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The headers of answers, and an answer for each kind of error. */
final class Responses {

    private static final Map<String, String> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("X-Request-Id", "The id of the request; the log contains it too.");
        HEADERS.put("ETag", "The entity tag of the record, for If-Match and If-None-Match. A list has a weak tag.");
        HEADERS.put("Content-Encoding", "gzip, if the answer is compressed. A strong ETag then ends with -gzip.");
        HEADERS.put("Location", "The URL of the record or of the job.");
        HEADERS.put("Link", "The next page, with rel=\"next\", and the one before, with rel=\"prev\" (RFC 8288).");
        HEADERS.put("X-Total-Count", "How many records there are on all pages, when count=true.");
        HEADERS.put(
                "X-Position", "The position up to which the answer has all changes: the next call can begin after it.");
        HEADERS.put("Content-Disposition", "A name for the file.");
        HEADERS.put("Preference-Applied", "respond-async");
        HEADERS.put("Set-Cookie", "The token of the session as a cookie, or the removal of this cookie.");
        HEADERS.put("Retry-After", "After how many seconds to try again.");
        HEADERS.put("WWW-Authenticate", "The authentication schemes.");
    }

    private Responses() {}

    /** Returns the headers by name. */
    static Map<String, Header> headers() {
        Map<String, Header> headers = new LinkedHashMap<>();
        HEADERS.forEach((name, text) -> headers.put(
                name,
                OASFactory.createHeader()
                        .description(text)
                        .schema(OASFactory.createSchema().type(SchemaType.STRING))));
        return headers;
    }

    /** Returns an answer with some headers. */
    static APIResponse of(String text, Content content, List<String> headers) {
        APIResponse answer = OASFactory.createAPIResponse().description(text).content(content);
        headers.forEach(name -> answer.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name)));
        return answer.addHeader("X-Request-Id", OASFactory.createHeader().ref("#/components/headers/X-Request-Id"));
    }

    /** Returns JSON, or some other type. */
    static Content content(String mediaType, Schema schema) {
        return OASFactory.createContent()
                .addMediaType(mediaType, OASFactory.createMediaType().schema(schema));
    }

    /** Returns the answer for each kind of error, by {@link #name}. */
    static Map<String, APIResponse> errors(TypeSchemas types) {
        Map<String, APIResponse> errors = new LinkedHashMap<>();
        for (ProblemType kind : ProblemType.values()) {
            Map<String, Object> example = new LinkedHashMap<>();
            example.put("type", kind.type());
            example.put("title", kind.title());
            example.put("status", kind.status());
            example.put("detail", kind.title() + ".");
            Content content = OASFactory.createContent()
                    .addMediaType(
                            "application/problem+json",
                            OASFactory.createMediaType()
                                    .schema(types.of(JsonForms.Problem.class))
                                    .example(example));
            List<String> headers =
                    switch (kind) {
                        case UNAUTHENTICATED -> List.of("WWW-Authenticate");
                        case TOO_MANY_REQUESTS, UNAVAILABLE -> List.of("Retry-After");
                        default -> List.of();
                    };
            errors.put(name(kind), of(kind.title() + ".", content, headers));
        }
        return errors;
    }

    /** Returns a reference to the answer for a kind of error. */
    static APIResponse reference(ProblemType kind) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name(kind));
    }

    private static String name(ProblemType kind) {
        StringBuilder name = new StringBuilder();
        for (String word : List.of(kind.name().split("_", -1))) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
