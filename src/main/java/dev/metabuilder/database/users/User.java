package dev.metabuilder.database.users;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A person who can log in. A new user gets the {@link Credential} that already exists under the name. */
@Entity
@Table(name = "users")
public class User extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    @Size(min = 1, max = 512)
    @Column(unique = true)
    private String username;

    @NotNull
    @Size(min = 1, max = 512)
    @Column(unique = true)
    private String email;

    @NotNull
    private Role role;

    @Column(name = "profile_picture")
    private String profilePicture;

    private String bio;

    @NotNull
    @Column(name = "created_at")
    private Long createdAt;

    @Column(name = "tenant_id")
    private String tenantId;

    @Column(name = "is_instance_owner")
    private Boolean isInstanceOwner;

    /** Returns the user's key. */
    public String getId() {
        return id;
    }

    /** Sets the user's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the name to log in with, unique. */
    public String getUsername() {
        return username;
    }

    /** Sets the name to log in with, unique. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** Returns the e-mail address, unique. */
    public String getEmail() {
        return email;
    }

    /** Sets the e-mail address, unique. */
    public void setEmail(String email) {
        this.email = email;
    }

    /** Returns the user's role. */
    public Role getRole() {
        return role;
    }

    /** Sets the user's role. */
    public void setRole(Role role) {
        this.role = role;
    }

    /** Returns the URL of the user's picture, or null. */
    public String getProfilePicture() {
        return profilePicture;
    }

    /** Sets the URL of the user's picture, or null. */
    public void setProfilePicture(String profilePicture) {
        this.profilePicture = profilePicture;
    }

    /** Returns the user's description of themselves, or null. */
    public String getBio() {
        return bio;
    }

    /** Sets the user's description of themselves, or null. */
    public void setBio(String bio) {
        this.bio = bio;
    }

    /** Returns when the user was added, in ms since the Unix epoch. */
    public Long getCreatedAt() {
        return createdAt;
    }

    /** Sets when the user was added, in ms since the Unix epoch. */
    public void setCreatedAt(Long createdAt) {
        this.createdAt = createdAt;
    }

    /** Returns the tenant that the user belongs to, or null. */
    public String getTenantId() {
        return tenantId;
    }

    /** Sets the tenant that the user belongs to, or null. */
    public void setTenantId(String tenantId) {
        this.tenantId = tenantId;
    }

    /** Returns whether the user owns this installation, or null. */
    public Boolean isInstanceOwner() {
        return isInstanceOwner;
    }

    /** Sets whether the user owns this installation, or null. */
    public void setInstanceOwner(Boolean instanceOwner) {
        this.isInstanceOwner = instanceOwner;
    }
}
