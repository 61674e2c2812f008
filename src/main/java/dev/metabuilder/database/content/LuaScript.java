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

/** A Lua script that workflows and components call. */
@Entity
@Table(name = "lua_scripts")
public class LuaScript extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    private String name;

    private String description;

    @NotNull
    private String code;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = LuaParameter.class)
    private Json parameters;

    @Column(name = "return_type")
    private String returnType;

    /** Returns the script's key. */
    public String getId() {
        return id;
    }

    /** Sets the script's key. */
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

    /** Returns a description of what it does, or null. */
    public String getDescription() {
        return description;
    }

    /** Sets a description of what it does, or null. */
    public void setDescription(String description) {
        this.description = description;
    }

    /** Returns the Lua source. */
    public String getCode() {
        return code;
    }

    /** Sets the Lua source. */
    public void setCode(String code) {
        this.code = code;
    }

    /** Returns its parameters: {@code {name, type}}. */
    public Json getParameters() {
        return parameters;
    }

    /** Sets its parameters: {@code {name, type}}. */
    public void setParameters(Json parameters) {
        this.parameters = parameters;
    }

    /** Returns the type of its result, or null. */
    public String getReturnType() {
        return returnType;
    }

    /** Sets the type of its result, or null. */
    public void setReturnType(String returnType) {
        this.returnType = returnType;
    }
}
