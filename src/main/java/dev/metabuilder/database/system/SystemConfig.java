package dev.metabuilder.database.system;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A setting of the installation. */
@Entity
@Table(name = "system_config")
public class SystemConfig extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    @Column(name = "setting_key")
    private String key;

    @NotNull
    @Column(name = "setting_value")
    private String value;

    /** Returns the name of the setting. */
    public String getKey() {
        return key;
    }

    /** Sets the name of the setting. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Returns its value. */
    public String getValue() {
        return value;
    }

    /** Sets its value. */
    public void setValue(String value) {
        this.value = value;
    }
}
