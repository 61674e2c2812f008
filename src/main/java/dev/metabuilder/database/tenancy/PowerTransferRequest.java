package dev.metabuilder.database.tenancy;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A request to transfer the power of the supergod to another user. */
@Entity
@Table(name = "power_transfer_requests")
public class PowerTransferRequest extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    @Column(name = "from_user_id")
    private String fromUserId;

    @NotNull
    @Column(name = "to_user_id")
    private String toUserId;

    @NotNull
    private TransferStatus status;

    @NotNull
    @Column(name = "created_at")
    private Long createdAt;

    @NotNull
    @Column(name = "expires_at")
    private Long expiresAt;

    /** Returns the request's key. */
    public String getId() {
        return id;
    }

    /** Sets the request's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the user who gives the power. */
    public String getFromUserId() {
        return fromUserId;
    }

    /** Sets the user who gives the power. */
    public void setFromUserId(String fromUserId) {
        this.fromUserId = fromUserId;
    }

    /** Returns the user who gets the power. */
    public String getToUserId() {
        return toUserId;
    }

    /** Sets the user who gets the power. */
    public void setToUserId(String toUserId) {
        this.toUserId = toUserId;
    }

    /** Returns its status. */
    public TransferStatus getStatus() {
        return status;
    }

    /** Sets its status. */
    public void setStatus(TransferStatus status) {
        this.status = status;
    }

    /** Returns when it was made, in ms since the Unix epoch. */
    public Long getCreatedAt() {
        return createdAt;
    }

    /** Sets when it was made, in ms since the Unix epoch. */
    public void setCreatedAt(Long createdAt) {
        this.createdAt = createdAt;
    }

    /** Returns when it expires, in ms since the Unix epoch. */
    public Long getExpiresAt() {
        return expiresAt;
    }

    /** Sets when it expires, in ms since the Unix epoch. */
    public void setExpiresAt(Long expiresAt) {
        this.expiresAt = expiresAt;
    }
}
