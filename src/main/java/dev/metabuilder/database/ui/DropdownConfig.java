package dev.metabuilder.database.ui;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A list of choices that forms refer to by name. */
@Entity
@Table(name = "dropdown_configs")
public class DropdownConfig extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    @Size(min = 1, max = 512)
    @Column(unique = true)
    private String name;

    @NotNull
    private String label;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = DropdownOption.class)
    private Json options;

    /** Returns the dropdown's key. */
    public String getId() {
        return id;
    }

    /** Sets the dropdown's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the name that forms use, unique. */
    public String getName() {
        return name;
    }

    /** Sets the name that forms use, unique. */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns the text that users see. */
    public String getLabel() {
        return label;
    }

    /** Sets the text that users see. */
    public void setLabel(String label) {
        this.label = label;
    }

    /** Returns the choices: {@code {value, label}}. */
    public Json getOptions() {
        return options;
    }

    /** Sets the choices: {@code {value, label}}. */
    public void setOptions(Json options) {
        this.options = options;
    }
}
