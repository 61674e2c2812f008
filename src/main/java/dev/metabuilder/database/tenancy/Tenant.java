package dev.metabuilder.database.tenancy;

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

/** A customer of this installation: a group of users with an owner. */
@Entity
@Table(name = "tenants")
public class Tenant extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    private String name;

    @NotNull
    @Column(name = "owner_id")
    private String ownerId;

    @NotNull
    @Column(name = "created_at")
    private Long createdAt;

    @Schema(type = SchemaType.OBJECT, implementation = HomepageConfig.class)
    @Column(name = "homepage_config")
    private Json homepageConfig;

    /** Returns the tenant's key. */
    public String getId() {
        return id;
    }

    /** Sets the tenant's key. */
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

    /** Returns the user who owns it. */
    public String getOwnerId() {
        return ownerId;
    }

    /** Sets the user who owns it. */
    public void setOwnerId(String ownerId) {
        this.ownerId = ownerId;
    }

    /** Returns when it was added, in ms since the Unix epoch. */
    public Long getCreatedAt() {
        return createdAt;
    }

    /** Sets when it was added, in ms since the Unix epoch. */
    public void setCreatedAt(Long createdAt) {
        this.createdAt = createdAt;
    }

    /** Returns its home page: {@code {pageId, customContent?}}, or null. */
    public Json getHomepageConfig() {
        return homepageConfig;
    }

    /** Sets its home page: {@code {pageId, customContent?}}, or null. */
    public void setHomepageConfig(Json homepageConfig) {
        this.homepageConfig = homepageConfig;
    }
}
