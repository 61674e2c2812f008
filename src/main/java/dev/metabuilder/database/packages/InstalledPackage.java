package dev.metabuilder.database.packages;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A package that has been installed. */
@Entity
@Table(name = "installed_packages")
public class InstalledPackage extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    @Column(name = "package_id")
    private String packageId;

    @NotNull
    @Column(name = "installed_at")
    private Long installedAt;

    @NotNull
    @Column(name = "package_version")
    private String version;

    @NotNull
    private Boolean enabled;

    /** Returns the package's key. */
    public String getPackageId() {
        return packageId;
    }

    /** Sets the package's key. */
    public void setPackageId(String packageId) {
        this.packageId = packageId;
    }

    /** Returns when, in ms since the Unix epoch. */
    public Long getInstalledAt() {
        return installedAt;
    }

    /** Sets when, in ms since the Unix epoch. */
    public void setInstalledAt(Long installedAt) {
        this.installedAt = installedAt;
    }

    /** Returns which version of it. */
    public String getVersion() {
        return version;
    }

    /** Sets which version of it. */
    public void setVersion(String version) {
        this.version = version;
    }

    /** Returns whether it is in use. */
    public Boolean isEnabled() {
        return enabled;
    }

    /** Sets whether it is in use. */
    public void setEnabled(Boolean enabled) {
        this.enabled = enabled;
    }
}
