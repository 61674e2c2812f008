package dev.metabuilder.database.content;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.users.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of the built application: its path, its components, and who may see it. */
@Entity
@Table(name = "pages")
public class PageConfig extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    private String path;

    @NotNull
    private String title;

    @NotNull
    @Min(1)
    @Max(5)
    private Integer level;

    @NotNull
    @Schema(type = SchemaType.ARRAY)
    @Column(name = "component_tree")
    private Json componentTree;

    @NotNull
    @Column(name = "requires_auth")
    private Boolean requiresAuth;

    @Column(name = "required_role")
    private Role requiredRole;

    /** Returns the page's key. */
    public String getId() {
        return id;
    }

    /** Sets the page's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns its path. */
    public String getPath() {
        return path;
    }

    /** Sets its path. */
    public void setPath(String path) {
        this.path = path;
    }

    /** Returns its title. */
    public String getTitle() {
        return title;
    }

    /** Sets its title. */
    public void setTitle(String title) {
        this.title = title;
    }

    /** Returns the level that it belongs to, 1 to 5. */
    public Integer getLevel() {
        return level;
    }

    /** Sets the level that it belongs to, 1 to 5. */
    public void setLevel(Integer level) {
        this.level = level;
    }

    /** Returns its components, as a tree. */
    public Json getComponentTree() {
        return componentTree;
    }

    /** Sets its components, as a tree. */
    public void setComponentTree(Json componentTree) {
        this.componentTree = componentTree;
    }

    /** Returns whether only users who have logged in may see it. */
    public Boolean isRequiresAuth() {
        return requiresAuth;
    }

    /** Sets whether only users who have logged in may see it. */
    public void setRequiresAuth(Boolean requiresAuth) {
        this.requiresAuth = requiresAuth;
    }

    /** Returns the lowest role that may see it, or null. */
    public Role getRequiredRole() {
        return requiredRole;
    }

    /** Sets the lowest role that may see it, or null. */
    public void setRequiredRole(Role requiredRole) {
        this.requiredRole = requiredRole;
    }
}
