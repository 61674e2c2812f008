package dev.metabuilder.database.system;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The server that sends e-mail; there is at most one. */
@Entity
@Table(name = "smtp_config")
@Schema(name = "SMTPConfig")
public class SmtpConfig extends BaseEntity {

    @Id
    @JsonbTransient
    @Size(min = 1, max = 512)
    private String id = "smtp";

    @NotNull
    private String host;

    @NotNull
    @Min(1)
    @Max(65535)
    private Integer port;

    @NotNull
    private Boolean secure;

    @NotNull
    private String username;

    @NotNull
    @Schema(format = "password")
    private String password;

    @NotNull
    @Column(name = "from_email")
    private String fromEmail;

    @NotNull
    @Column(name = "from_name")
    private String fromName;

    /** Returns the key of the only row; JSON does not contain it. */
    public String getId() {
        return id;
    }

    /** Returns the host name of the server. */
    public String getHost() {
        return host;
    }

    /** Sets the host name of the server. */
    public void setHost(String host) {
        this.host = host;
    }

    /** Returns its port, 1 to 65535. */
    public Integer getPort() {
        return port;
    }

    /** Sets its port, 1 to 65535. */
    public void setPort(Integer port) {
        this.port = port;
    }

    /** Returns whether the connection uses TLS from the start. */
    public Boolean isSecure() {
        return secure;
    }

    /** Sets whether the connection uses TLS from the start. */
    public void setSecure(Boolean secure) {
        this.secure = secure;
    }

    /** Returns the name to log in with. */
    public String getUsername() {
        return username;
    }

    /** Sets the name to log in with. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** Returns the password to log in with, a secret. */
    public String getPassword() {
        return password;
    }

    /** Sets the password to log in with, a secret. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** Returns the sender's address. */
    public String getFromEmail() {
        return fromEmail;
    }

    /** Sets the sender's address. */
    public void setFromEmail(String fromEmail) {
        this.fromEmail = fromEmail;
    }

    /** Returns the sender's name. */
    public String getFromName() {
        return fromName;
    }

    /** Sets the sender's name. */
    public void setFromName(String fromName) {
        this.fromName = fromName;
    }
}
