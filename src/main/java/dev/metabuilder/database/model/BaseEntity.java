package dev.metabuilder.database.model;

import dev.metabuilder.database.json.Json;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/**
 * The columns that every model has in addition to its own properties. The JSON of a record contains the mapped fields of its
 * model in the order of their declaration, except for fields with {@link JsonbTransient}.
 */
@MappedSuperclass
public abstract class BaseEntity {

    // No property of a model may have one of these names: JPA would take both fields for the same attribute.
    @JsonbTransient
    @Column(name = "row_position")
    private long rowPosition;

    @JsonbTransient
    @Version
    @Column(name = "row_version")
    private long rowVersion;

    @JsonbTransient
    private Json extra;

    /** Returns the undeclared properties that callers gave, an object, or null if there are none. */
    public Json getExtra() {
        return Model.of(getClass()).undeclared(extra);
    }

    /** Returns the content of the column. It may also have values of declared properties that do not fit the declaration. */
    public Json storedExtra() {
        return extra;
    }

    /** Sets the undeclared properties: an object, or null for none. */
    public void setExtra(Json extra) {
        this.extra = extra;
    }

    /** Returns how often the record has been changed. */
    public long changes() {
        return rowVersion;
    }

    /** Sets how often the record has been changed. Only the module itself calls this. */
    public void setChanges(long changes) {
        rowVersion = changes;
    }

    /** Returns the position of the record in its collection. Only the module itself calls this. */
    public long position() {
        return rowPosition;
    }

    /** Moves the record to another position in its collection. Only the module itself calls this. */
    public void moveTo(long newPosition) {
        rowPosition = newPosition;
    }
}
