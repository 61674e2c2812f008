package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/**
 * The columns that every model has beside its own properties. The mapped fields of a model are its JSON, in the order of their
 * declaration; {@link JsonbTransient} excludes a field from JSON.
 */
@MappedSuperclass
public abstract class BaseEntity {

    // Named so that no property of a model hides them: JPA would take a field of that name for the same attribute.
    @JsonbTransient
    @Column(name = "row_position")
    private long rowPosition;

    @JsonbTransient
    @Version
    @Column(name = "row_version")
    private long rowVersion;

    @JsonbTransient
    private Json extra;

    /** Returns the properties that callers gave and the model does not declare, an object, or null when there are none. */
    public Json getExtra() {
        return Model.of(getClass()).undeclared(extra);
    }

    /** Returns what the column keeps: values that do not fit the property which a later build declares are there too. */
    public Json storedExtra() {
        return extra;
    }

    /** Sets the properties that the model does not declare: an object, or null for none. */
    public void setExtra(Json extra) {
        this.extra = extra;
    }

    /** Returns how often the record has been changed. */
    public long changes() {
        return rowVersion;
    }

    /** Sets how often the record has changed, as its row has it; for the module itself. */
    public void setChanges(long changes) {
        rowVersion = changes;
    }

    /** Returns where the record stands among those of its model; for the module itself. */
    public long position() {
        return rowPosition;
    }

    /** Moves the record among those of its model; for the module itself. */
    public void moveTo(long newPosition) {
        rowPosition = newPosition;
    }
}
