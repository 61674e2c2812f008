package dev.metabuilder.database.ui;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a component looks and behaves. The key of the map identifies it; the {@code id} inside is data of its own. */
@Entity
@Table(name = "component_configs")
public class ComponentConfig extends BaseEntity {

    @Id
    @JsonbTransient
    @Size(min = 1, max = 512)
    @Column(name = "config_key")
    private String key;

    private String id;

    @Column(name = "component_id")
    private String componentId;

    private Json props;

    private Json styles;

    private Json events;

    @Schema(type = SchemaType.OBJECT, implementation = ConditionalRendering.class)
    @Column(name = "conditional_rendering")
    private Json conditionalRendering;

    /** Returns the key in the map of configurations. */
    public String getKey() {
        return key;
    }

    /** Sets the key in the map of configurations. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Returns the id that callers gave it, mostly the key, or null. */
    public String getId() {
        return id;
    }

    /** Sets the id that callers gave it, mostly the key, or null. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the component that it configures, or null. */
    public String getComponentId() {
        return componentId;
    }

    /** Sets the component that it configures, or null. */
    public void setComponentId(String componentId) {
        this.componentId = componentId;
    }

    /** Returns what the component is given, any JSON, or null. */
    public Json getProps() {
        return props;
    }

    /** Sets what the component is given, any JSON, or null. */
    public void setProps(Json props) {
        this.props = props;
    }

    /** Returns how it looks, any JSON, or null. */
    public Json getStyles() {
        return styles;
    }

    /** Sets how it looks, any JSON, or null. */
    public void setStyles(Json styles) {
        this.styles = styles;
    }

    /** Returns what it does when, any JSON, or null. */
    public Json getEvents() {
        return events;
    }

    /** Sets what it does when, any JSON, or null. */
    public void setEvents(Json events) {
        this.events = events;
    }

    /** Returns when it shows: {@code {condition, luaScriptId?}}, or null. */
    public Json getConditionalRendering() {
        return conditionalRendering;
    }

    /** Sets when it shows: {@code {condition, luaScriptId?}}, or null. */
    public void setConditionalRendering(Json conditionalRendering) {
        this.conditionalRendering = conditionalRendering;
    }
}
