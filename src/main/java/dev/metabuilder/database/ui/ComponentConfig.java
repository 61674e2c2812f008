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

/** How a component looks and behaves. The key in the map identifies it; the property {@code id} is only data. */
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

    /** Returns the id that a caller stored, usually the same as the key, or null. */
    public String getId() {
        return id;
    }

    /** Sets the id that a caller stored, usually the same as the key, or null. */
    public void setId(String id) {
        this.id = id;
    }

    /** Returns the component that this configures, or null. */
    public String getComponentId() {
        return componentId;
    }

    /** Sets the component that this configures, or null. */
    public void setComponentId(String componentId) {
        this.componentId = componentId;
    }

    /** Returns the component's properties, any JSON, or null. */
    public Json getProps() {
        return props;
    }

    /** Sets the component's properties, any JSON, or null. */
    public void setProps(Json props) {
        this.props = props;
    }

    /** Returns the component's styles, any JSON, or null. */
    public Json getStyles() {
        return styles;
    }

    /** Sets the component's styles, any JSON, or null. */
    public void setStyles(Json styles) {
        this.styles = styles;
    }

    /** Returns the component's event handlers, any JSON, or null. */
    public Json getEvents() {
        return events;
    }

    /** Sets the component's event handlers, any JSON, or null. */
    public void setEvents(Json events) {
        this.events = events;
    }

    /** Returns when the component is rendered: {@code {condition, luaScriptId?}}, or null. */
    public Json getConditionalRendering() {
        return conditionalRendering;
    }

    /** Sets when the component is rendered: {@code {condition, luaScriptId?}}, or null. */
    public void setConditionalRendering(Json conditionalRendering) {
        this.conditionalRendering = conditionalRendering;
    }
}
