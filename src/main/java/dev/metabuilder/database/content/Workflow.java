package dev.metabuilder.database.content;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A graph of nodes and edges that defines what happens after an event. */
@Entity
@Table(name = "workflows")
public class Workflow extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    private String id;

    @NotNull
    private String name;

    private String description;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = WorkflowNode.class)
    private Json nodes;

    @NotNull
    @Schema(type = SchemaType.ARRAY, implementation = WorkflowEdge.class)
    private Json edges;

    @NotNull
    private Boolean enabled;

    /** Returns the workflow's key. */
    public String getId() {
        return id;
    }

    /** Sets the workflow's key. */
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

    /** Returns a description of its purpose, or null. */
    public String getDescription() {
        return description;
    }

    /** Sets a description of its purpose, or null. */
    public void setDescription(String description) {
        this.description = description;
    }

    /** Returns its steps: {@code {id, type, label, config, position}}. */
    public Json getNodes() {
        return nodes;
    }

    /** Sets its steps: {@code {id, type, label, config, position}}. */
    public void setNodes(Json nodes) {
        this.nodes = nodes;
    }

    /** Returns its edges: {@code {id, source, target, label?}}. */
    public Json getEdges() {
        return edges;
    }

    /** Sets its edges: {@code {id, source, target, label?}}. */
    public void setEdges(Json edges) {
        this.edges = edges;
    }

    /** Returns whether it is enabled. */
    public Boolean isEnabled() {
        return enabled;
    }

    /** Sets whether it is enabled. */
    public void setEnabled(Boolean enabled) {
        this.enabled = enabled;
    }
}
