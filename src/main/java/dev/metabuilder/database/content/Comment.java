package dev.metabuilder.database.content;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A user's comment, which may reply to another comment. */
@Entity
@Table(name = "comments")
public class Comment extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    @Column(name = "user_id")
    private String userId;

    @NotNull
    private String content;

    @NotNull
    @Column(name = "created_at")
    private Long createdAt;

    @Column(name = "updated_at")
    private Long updatedAt;

    @Column(name = "parent_id")
    private String parentId;

    /** Returns the comment's key. */
    public String getId() {
        return id;
    }

    /** Sets the comment's key. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the author. */
    public String getUserId() {
        return userId;
    }

    /** Sets the author. */
    public void setUserId(String userId) {
        this.userId = userId;
    }

    /** Returns the text. */
    public String getContent() {
        return content;
    }

    /** Sets the text. */
    public void setContent(String content) {
        this.content = content;
    }

    /** Returns when it was written, in ms since the Unix epoch. */
    public Long getCreatedAt() {
        return createdAt;
    }

    /** Sets when it was written, in ms since the Unix epoch. */
    public void setCreatedAt(Long createdAt) {
        this.createdAt = createdAt;
    }

    /** Returns when it was last changed, in ms since the Unix epoch, or null. */
    public Long getUpdatedAt() {
        return updatedAt;
    }

    /** Sets when it was last changed, in ms since the Unix epoch, or null. */
    public void setUpdatedAt(Long updatedAt) {
        this.updatedAt = updatedAt;
    }

    /** Returns the comment that this one replies to, which may no longer exist, or null. */
    public String getParentId() {
        return parentId;
    }

    /** Sets the comment that this one replies to, which may no longer exist, or null. */
    public void setParentId(String parentId) {
        this.parentId = parentId;
    }
}
