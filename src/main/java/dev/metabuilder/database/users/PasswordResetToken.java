package dev.metabuilder.database.users;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The token with which the owner of a username can set a new password. */
@Entity
@Table(name = "password_reset_tokens")
public class PasswordResetToken extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String username;

    @NotNull
    @Schema(format = "password")
    private String token;

    /** Returns the username of the token. */
    public String getUsername() {
        return username;
    }

    /** Sets the username of the token. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** Returns the token, a secret. */
    public String getToken() {
        return token;
    }

    /** Sets the token, a secret. */
    public void setToken(String token) {
        this.token = token;
    }
}
