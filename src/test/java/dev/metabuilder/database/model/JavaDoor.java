package dev.metabuilder.database.model;

import dev.metabuilder.database.Database;
import dev.metabuilder.database.errors.ConflictException;
import dev.metabuilder.database.errors.DatabaseException;
import dev.metabuilder.database.errors.InvalidException;
import dev.metabuilder.database.errors.MalformedJsonException;
import dev.metabuilder.database.errors.NotFoundException;
import dev.metabuilder.database.errors.Problem;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.testing.JsonParts;
import dev.metabuilder.database.transfer.ImportSource;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.function.Supplier;

/** The bean {@link Database}, inside the server. */
final class JavaDoor implements Door {

    private final Database database;

    JavaDoor(Database database) {
        this.database = database;
    }

    @Override
    public void clear() {
        database.clearDatabase();
    }

    @Override
    public void bringIn(String document) {
        run(() -> database.importDatabase(document));
    }

    @Override
    public String get(Section<?> section) {
        var out = new StringWriter();
        if (section.kind() == Section.Kind.SINGLETON) {
            database.exportDatabase(out, true);
            return JsonParts.members(out.toString()).get(section.name());
        }
        database.write(section, out);
        return out.toString();
    }

    @Override
    public void set(Section<?> section, String json) {
        run(() -> {
            database.replace(section, ImportSource.of(json));
            return null;
        });
    }

    @Override
    public String add(Section<?> section, String record) {
        return run(() -> add(section.model(), record));
    }

    private <T extends BaseEntity> String add(Model<T> model, String record) {
        return Model.json(database.add(Draft.whole(read(model, record).entity())));
    }

    @Override
    public String update(Section<?> section, String key, String changes) {
        return run(() -> update(section.model(), key, changes));
    }

    private <T extends BaseEntity> String update(Model<T> model, String key, String changes) {
        return Model.json(database.update(key, Draft.changes(model, Json.parse(changes)), Precondition.NONE));
    }

    @Override
    public boolean put(Section<?> section, String key, String record) {
        return run(() -> database.put(key, read(section.model(), record), Precondition.NONE)
                .added());
    }

    @Override
    public void delete(Section<?> section, String key) {
        run(() -> {
            database.delete(section.model().type(), key, Precondition.NONE);
            return null;
        });
    }

    private static <T extends BaseEntity> Draft<T> read(Model<T> model, String record) {
        try (var reader = new JsonReader(new StringReader(record))) {
            reader.next();
            var draft = Draft.read(model, reader);
            draft.requireWhole(reader.problems());
            reader.problems().rejectInvalid();
            return draft;
        }
    }

    private static <R> R run(Supplier<R> call) {
        try {
            return call.get();
        } catch (MalformedJsonException e) {
            throw refusal(Kind.MALFORMED, e);
        } catch (InvalidException e) {
            throw refusal(Kind.INVALID, e);
        } catch (ConflictException e) {
            throw refusal(Kind.CONFLICT, e);
        } catch (NotFoundException e) {
            throw refusal(Kind.NOT_FOUND, e);
        }
    }

    private static Refusal refusal(Kind kind, DatabaseException e) {
        return new Refusal(kind, e.problems().stream().map(Problem::pointer).toList(), e.getMessage());
    }
}
