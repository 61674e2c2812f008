package dev.metabuilder.database.ui;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A group of CSS classes that users choose from. */
@Entity
@Table(name = "css_categories")
public class CssCategory extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String name;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    private Json classes;

    /** Returns the category's key. */
    public String getName() {
        return name;
    }

    /** Sets the category's key. */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns the classes. */
    public Json getClasses() {
        return classes;
    }

    /** Sets the classes. */
    public void setClasses(Json classes) {
        this.classes = classes;
    }
}
