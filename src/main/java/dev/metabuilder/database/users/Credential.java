package dev.metabuilder.database.users;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The password of a username. It has no foreign key to a {@link User}, because callers may set it before they add the user.
 */
@Entity
@Table(name = "credentials")
public class Credential extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String username;

    @Column(name = "password_hash")
    @Schema(format = "password")
    private String passwordHash;

    @Column(name = "password_change_timestamp")
    private Long passwordChangeTimestamp;

    @Column(name = "first_login")
    private Boolean firstLogin;

    /** Returns the name to log in with. */
    public String getUsername() {
        return username;
    }

    /** Sets the name to log in with. */
    public void setUsername(String username) {
        this.username = username;
    }

    /**
     * Returns the salted, slow hash of the password ({@link PasswordHashes}); empty if no password opens this account; or
     * null.
     */
    public String getPasswordHash() {
        return passwordHash;
    }

    /**
     * Sets the salted, slow hash of the password ({@link PasswordHashes}); empty if no password opens this account; or null.
     */
    public void setPasswordHash(String passwordHash) {
        this.passwordHash = passwordHash;
    }

    /** Returns when the password was changed, in ms since the Unix epoch, or null. */
    public Long getPasswordChangeTimestamp() {
        return passwordChangeTimestamp;
    }

    /** Sets when the password was changed, in ms since the Unix epoch, or null. */
    public void setPasswordChangeTimestamp(Long passwordChangeTimestamp) {
        this.passwordChangeTimestamp = passwordChangeTimestamp;
    }

    /** Returns whether the user has not logged in yet, or null. */
    public Boolean getFirstLogin() {
        return firstLogin;
    }

    /** Sets whether the user has not logged in yet, or null. */
    public void setFirstLogin(Boolean firstLogin) {
        this.firstLogin = firstLogin;
    }
}
