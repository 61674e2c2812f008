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

/** The application being built; there is at most one. */
@Entity
@Table(name = "app_configuration")
public class AppConfiguration extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    private String name;

    @NotNull
    @Schema(type = SchemaType.ARRAY)
    // A word of SQL's own in MySQL.
    @Column(name = "\"schemas\"")
    private Json schemas;

    @NotNull
    @Schema(type = SchemaType.ARRAY)
    private Json workflows;

    @NotNull
    @Schema(type = SchemaType.ARRAY)
    @Column(name = "lua_scripts")
    private Json luaScripts;

    @NotNull
    @Schema(type = SchemaType.ARRAY)
    private Json pages;

    @NotNull
    @Schema(type = SchemaType.OBJECT, implementation = Theme.class)
    private Json theme;

    /** Returns the application's key. */
    public String getId() {
        return id;
    }

    /** Sets the application's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the name that users see. */
    public String getName() {
        return name;
    }

    /** Sets the name that users see. */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns its schemas. */
    public Json getSchemas() {
        return schemas;
    }

    /** Sets its schemas. */
    public void setSchemas(Json schemas) {
        this.schemas = schemas;
    }

    /** Returns its workflows. */
    public Json getWorkflows() {
        return workflows;
    }

    /** Sets its workflows. */
    public void setWorkflows(Json workflows) {
        this.workflows = workflows;
    }

    /** Returns its scripts. */
    public Json getLuaScripts() {
        return luaScripts;
    }

    /** Sets its scripts. */
    public void setLuaScripts(Json luaScripts) {
        this.luaScripts = luaScripts;
    }

    /** Returns its pages. */
    public Json getPages() {
        return pages;
    }

    /** Sets its pages. */
    public void setPages(Json pages) {
        this.pages = pages;
    }

    /** Returns its theme: {@code {colors, fonts}}. */
    public Json getTheme() {
        return theme;
    }

    /** Sets its theme: {@code {colors, fonts}}. */
    public void setTheme(Json theme) {
        this.theme = theme;
    }
}
