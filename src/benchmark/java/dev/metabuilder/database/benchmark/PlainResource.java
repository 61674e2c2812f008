package dev.metabuilder.database.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The floor of requests: comments and the check of a password in a plain resource, with one JDBC statement for each request,
 * and without anything else that the module promises. The server has it only while the benchmark runs, in a copy of the WAR,
 * behind the same authentication.
 */
@Path("plain")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PlainResource {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String COLUMNS = "id, user_id, content, created_at, updated_at, parent_id";

    @Resource(lookup = "jdbc/metabuilder")
    private DataSource pool;

    @Inject
    private Pbkdf2PasswordHash hashes;

    /** Returns all comments, in order. */
    @GET
    @Path("comments")
    public StreamingOutput list() {
        return out -> {
            try (Connection connection = pool.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "SELECT " + COLUMNS + " FROM comments ORDER BY row_position, id");
                    ResultSet row = select.executeQuery();
                    JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartArray();
                while (row.next()) {
                    write(json, row);
                }
                json.writeEndArray();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Returns a comment. */
    @GET
    @Path("comments/{id}")
    public String find(@PathParam("id") String id) throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT " + COLUMNS + " FROM comments WHERE id = ?")) {
            select.setString(1, id);
            return only(select);
        }
    }

    /** Adds a comment. */
    @POST
    @Path("comments")
    public Response add(InputStream body) throws SQLException, IOException {
        Map<String, Object> comment = read(body);
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO comments (" + COLUMNS
                        + ", row_position, row_version) SELECT ?, ?, ?, ?, ?, ?,"
                        + " COALESCE(MAX(row_position), 0) + 1024, 1 FROM comments" + returning(connection))) {
            insert.setString(1, (String) comment.get("id"));
            insert.setString(2, (String) comment.get("userId"));
            insert.setString(3, (String) comment.get("content"));
            insert.setLong(4, (Long) comment.get("createdAt"));
            insert.setNull(5, Types.BIGINT);
            insert.setString(6, (String) comment.get("parentId"));
            return Response.created(URI.create("plain/comments/" + comment.get("id")))
                    .entity(written(connection, insert, (String) comment.get("id")))
                    .build();
        }
    }

    /** Changes the content of a comment. */
    @PATCH
    @Path("comments/{id}")
    public String update(@PathParam("id") String id, InputStream body) throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE comments SET content = ?, row_version = row_version + 1 WHERE id = ?"
                                + returning(connection))) {
            update.setString(1, (String) read(body).get("content"));
            update.setString(2, id);
            return written(connection, update, id);
        }
    }

    /** Returns whether a password belongs to a username. */
    @POST
    @Path("credentials/{username}/verify")
    public String verify(@PathParam("username") String username, InputStream body)
            throws SQLException, IOException, NoSuchAlgorithmException {
        String password = (String) read(body).get("password");
        String bare = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(password.getBytes(StandardCharsets.UTF_8)));
        String stored = null;
        try (Connection connection = pool.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT password_hash FROM credentials WHERE username = ?")) {
            select.setString(1, username);
            try (ResultSet row = select.executeQuery()) {
                stored = row.next() ? row.getString(1) : null;
            }
        }
        boolean valid = stored != null && hashes.verify(bare.toCharArray(), stored);
        return "{\"valid\":" + valid + "}";
    }

    private static Map<String, Object> read(InputStream body) throws IOException {
        Map<String, Object> values = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                values.put(
                        name,
                        parser.nextToken() == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : parser.getText());
            }
        }
        return values;
    }

    /** MySQL has no RETURNING, and MariaDB has it for some statements only. */
    private static boolean returns(Connection connection) throws SQLException {
        return !connection.getMetaData().getURL().startsWith("jdbc:mariadb:");
    }

    private static String returning(Connection connection) throws SQLException {
        return returns(connection) ? " RETURNING " + COLUMNS : "";
    }

    private static String written(Connection connection, PreparedStatement statement, String id)
            throws SQLException, IOException {
        if (returns(connection)) {
            return only(statement);
        }
        statement.executeUpdate();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM comments WHERE id = ?")) {
            select.setString(1, id);
            return only(select);
        }
    }

    private static String only(PreparedStatement statement) throws SQLException, IOException {
        StringWriter text = new StringWriter();
        try (ResultSet row = statement.executeQuery();
                JsonGenerator json = JSON.createGenerator(text)) {
            if (!row.next()) {
                throw new NotFoundException();
            }
            write(json, row);
            // Reads to the end of the result: only then has SQLite finished a writing statement.
            row.next();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ResultSet row) throws SQLException, IOException {
        json.writeStartObject();
        json.writeStringField("id", row.getString(1));
        json.writeStringField("userId", row.getString(2));
        json.writeStringField("content", row.getString(3));
        json.writeNumberField("createdAt", row.getLong(4));
        long updatedAt = row.getLong(5);
        if (!row.wasNull()) {
            json.writeNumberField("updatedAt", updatedAt);
        }
        String parentId = row.getString(6);
        if (parentId != null) {
            json.writeStringField("parentId", parentId);
        }
        json.writeEndObject();
    }

    /** A separate application, because the module lets nobody use a route that is missing in its table of roles. */
    @ApplicationPath("floor")
    public static class Plain extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(PlainResource.class);
        }
    }
}
