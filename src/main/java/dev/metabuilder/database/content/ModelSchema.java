package dev.metabuilder.database.content;

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

/** A data model that users of MetaBuilder have defined. */
@Entity
// A word of SQL's own in MySQL.
@Table(name = "\"schemas\"")
public class ModelSchema extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String name;

    private String label;

    @Column(name = "label_plural")
    private String labelPlural;

    private String icon;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = FieldSchema.class)
    private Json fields;

    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    @Column(name = "list_display")
    private Json listDisplay;

    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    @Column(name = "list_filter")
    private Json listFilter;

    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    @Column(name = "search_fields")
    private Json searchFields;

    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    private Json ordering;

    /** Returns the schema's key. */
    public String getName() {
        return name;
    }

    /** Sets the schema's key. */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns the singular name of its records, or null. */
    public String getLabel() {
        return label;
    }

    /** Sets the singular name of its records, or null. */
    public void setLabel(String label) {
        this.label = label;
    }

    /** Returns the plural name of its records, or null. */
    public String getLabelPlural() {
        return labelPlural;
    }

    /** Sets the plural name of its records, or null. */
    public void setLabelPlural(String labelPlural) {
        this.labelPlural = labelPlural;
    }

    /** Returns its icon, or null. */
    public String getIcon() {
        return icon;
    }

    /** Sets its icon, or null. */
    public void setIcon(String icon) {
        this.icon = icon;
    }

    /** Returns its fields: {@code {name, type, …}}. */
    public Json getFields() {
        return fields;
    }

    /** Sets its fields: {@code {name, type, …}}. */
    public void setFields(Json fields) {
        this.fields = fields;
    }

    /** Returns the fields that a list shows, or null. */
    public Json getListDisplay() {
        return listDisplay;
    }

    /** Sets the fields that a list shows, or null. */
    public void setListDisplay(Json listDisplay) {
        this.listDisplay = listDisplay;
    }

    /** Returns the fields by which a list can be filtered, or null. */
    public Json getListFilter() {
        return listFilter;
    }

    /** Sets the fields by which a list can be filtered, or null. */
    public void setListFilter(Json listFilter) {
        this.listFilter = listFilter;
    }

    /** Returns the fields that a search reads, or null. */
    public Json getSearchFields() {
        return searchFields;
    }

    /** Sets the fields that a search reads, or null. */
    public void setSearchFields(Json searchFields) {
        this.searchFields = searchFields;
    }

    /** Returns the fields that a list is sorted by, or null. */
    public Json getOrdering() {
        return ordering;
    }

    /** Sets the fields that a list is sorted by, or null. */
    public void setOrdering(Json ordering) {
        this.ordering = ordering;
    }
}
