package dev.metabuilder.database.ui;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A component in the tree of a page. The key in the map identifies it; the property {@code id} is only data. */
@Entity
@Table(name = "component_nodes")
public class ComponentNode extends BaseEntity {

    @Id
    @JsonbTransient
    @Size(min = 1, max = 512)
    @Column(name = "node_key")
    private String key;

    private String id;

    @NotNull
    private String type;

    @Column(name = "parent_id")
    private String parentId;

    @Schema(type = SchemaType.ARRAY, implementation = String.class)
    @Column(name = "child_ids")
    private Json childIds;

    @Column(name = "sort_order")
    private Integer order;

    @Column(name = "page_id")
    private String pageId;

    /** Returns the key in the map of nodes. */
    public String getKey() {
        return key;
    }

    /** Sets the key in the map of nodes. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Returns the id that a caller stored, usually the same as the key, or null. */
    public String getId() {
        return id;
    }

    /** Sets the id that a caller stored, usually the same as the key, or null. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the kind of component. */
    public String getType() {
        return type;
    }

    /** Sets the kind of component. */
    public void setType(String type) {
        this.type = type;
    }

    /** Returns the parent node, or null. */
    public String getParentId() {
        return parentId;
    }

    /** Sets the parent node, or null. */
    public void setParentId(String parentId) {
        this.parentId = parentId;
    }

    /** Returns the child nodes, or null. */
    public Json getChildIds() {
        return childIds;
    }

    /** Sets the child nodes, or null. */
    public void setChildIds(Json childIds) {
        this.childIds = childIds;
    }

    /** Returns the position among the siblings, or null. */
    public Integer getOrder() {
        return order;
    }

    /** Sets the position among the siblings, or null. */
    public void setOrder(Integer order) {
        this.order = order;
    }

    /** Returns the page of this node, or null. */
    public String getPageId() {
        return pageId;
    }

    /** Sets the page of this node, or null. */
    public void setPageId(String pageId) {
        this.pageId = pageId;
    }
}
