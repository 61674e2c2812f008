package dev.metabuilder.database.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.metabuilder.database.errors.Position;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.json.NamedEnum;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.KeyRules;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Operation.Kind;
import dev.metabuilder.database.model.Operation.Result;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.record.Batch;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Parses operations in JSON: an array of {@code {"op", "collection", "key", "record"}}, which has the collection only in a
 * batch. The answer is an array with the result of each operation, in the same order.
 */
final class OperationParser {

    static final long MOST_BYTES = 64L * 1024 * 1024;

    private final Catalogue catalogue;
    private final Section<?> only;

    /** Parses operations on one section, or on any section if it is null. */
    OperationParser(Catalogue catalogue, Section<?> only) {
        this.catalogue = catalogue;
        this.only = only;
    }

    /**
     * Reads operations.
     *
     * @throws dev.metabuilder.database.errors.InvalidException if something is wrong with them; it has all problems
     */
    List<Operation<?>> read(InputStream body) {
        return RequestBody.read(body, MOST_BYTES, reader -> {
            List<Operation<?>> operations = new ArrayList<>();
            if (reader.token() != JsonToken.START_ARRAY) {
                reader.problem("must be an array of operations");
                reader.skip();
                return operations;
            }
            for (int count = 0; reader.next() != JsonToken.END_ARRAY; count++) {
                if (count == Batch.MOST_OPERATIONS) {
                    reader.problem("is one too many: a call may have at most " + Batch.MOST_OPERATIONS + " operations");
                }
                if (count < Batch.MOST_OPERATIONS && reader.token() == JsonToken.START_OBJECT) {
                    Operation<?> operation = new Item(reader).read();
                    if (operation != null) {
                        operations.add(operation);
                    }
                } else if (reader.token() == JsonToken.START_OBJECT) {
                    reader.skip();
                } else {
                    reader.problem("must be an object");
                    reader.skip();
                }
            }
            return operations;
        });
    }

    /** Returns the result of each operation, as JSON. */
    static String json(List<Operation<?>> operations, List<Result> results) {
        List<Json> all = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            all.add(Json.object("key", operations.get(i).key(), "result", results.get(i)));
        }
        return Json.object("results", all).toString();
    }

    /** An operation that is being read. */
    private final class Item {

        private final JsonReader reader;
        private final String pointer;
        private final Position position;
        private final Set<String> names = new HashSet<>();
        private Kind kind;
        private Section<?> section = only;
        private String key;
        private Draft<?> draft;

        Item(JsonReader reader) {
            this.reader = reader;
            pointer = reader.pointer();
            position = reader.position();
        }

        Operation<?> read() {
            while (reader.next() != JsonToken.END_OBJECT) {
                String name = reader.text();
                reader.next();
                if (!names.add(name)) {
                    reader.problem("occurs twice in its object");
                }
                switch (name) {
                    case "op" -> kind = kind();
                    case "key" -> key = key();
                    case "record" -> draft = draft();
                    case "collection" -> section = section();
                    default -> reader.problem("is unknown here");
                }
                reader.skip();
            }
            return section == null ? incomplete() : complete(section.model());
        }

        private Kind kind() {
            Kind found =
                    reader.token() == JsonToken.VALUE_STRING ? NamedEnum.constant(Kind.class, reader.text()) : null;
            if (found == null) {
                reader.problem("must be one of add, upsert, update, delete");
            }
            return found;
        }

        private String key() {
            if (reader.token() == JsonToken.VALUE_STRING && KeyRules.isKey(reader.text())) {
                return reader.text();
            }
            reader.problem("must be a string of 1 to 512 characters");
            return null;
        }

        private Draft<?> draft() {
            if (section == null) {
                reader.problem("must come after the property collection, which says how to read it");
                return null;
            }
            return Draft.read(section.model(), reader);
        }

        private Section<?> section() {
            if (only != null) {
                reader.problem("is unknown here: the path says the collection");
                return only;
            }
            Section<?> found = reader.token() == JsonToken.VALUE_STRING ? catalogue.section(reader.text()) : null;
            if (found == null || found.kind() == Section.Kind.SINGLETON || !SectionPaths.hasRecords(found)) {
                reader.problem("must be the name of a collection of records");
                return null;
            }
            return found;
        }

        private <T extends BaseEntity> Operation<T> incomplete() {
            require("collection", "a string, before the record");
            require("op", "one of add, upsert, update, delete");
            return null;
        }

        private void require(String name, String expected) {
            if (!names.contains(name)) {
                reader.problems().add(pointer + "/" + name, position, "is missing: must be " + expected);
            }
        }

        @SuppressWarnings("unchecked")
        private <T extends BaseEntity> Operation<T> complete(Model<T> model) {
            require("op", "one of add, upsert, update, delete");
            if (kind == null) {
                return null;
            }
            if (kind == Kind.DELETE) {
                require("key", "the key of the record");
                if (names.contains("record")) {
                    reader.problems().add(pointer + "/record", position, "is unknown here: a deletion takes a key");
                }
                return new Operation<>(kind, model, key, null, pointer, position);
            }
            require("record", "an object");
            if (draft == null) {
                return null;
            }
            if (kind == Kind.UPDATE) {
                require("key", "the key of the record");
                draft.requireUpdate(reader.problems());
            } else {
                draft.requireWhole(reader.problems());
            }
            judgeKey(model);
            return new Operation<>(kind, model, key, (Draft<T>) draft, pointer, position);
        }

        /** Finds the key: that in the record, or in a map the key of the operation, or else the record's id. */
        private void judgeKey(Model<?> model) {
            boolean given = names.contains("key");
            boolean shown = model.showsKey() && (kind != Kind.UPDATE || draft.has(model.key()));
            if (given && shown && key != null && !Objects.equals(key, draft.get(model.key()))) {
                reader.problems().add(pointer + "/key", position, "must be the key in the record: a key can't change");
            } else if (!given && kind != Kind.UPDATE) {
                key = draft.key();
                if (!model.showsKey() && !KeyRules.isKey(key)) {
                    reader.problems()
                            .add(
                                    pointer + "/key",
                                    position,
                                    "is missing: must be a string of 1 to 512 characters, because the record has no id");
                }
            }
        }
    }
}
