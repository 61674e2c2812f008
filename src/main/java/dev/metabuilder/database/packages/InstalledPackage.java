package dev.metabuilder.database.packages;

import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** An installed package. */
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

    /** Returns when it was installed, in ms since the Unix epoch. */
    public Long getInstalledAt() {
        return installedAt;
    }

    /** Sets when it was installed, in ms since the Unix epoch. */
    public void setInstalledAt(Long installedAt) {
        this.installedAt = installedAt;
    }

    /** Returns its version. */
    public String getVersion() {
        return version;
    }

    /** Sets its version. */
    public void setVersion(String version) {
        this.version = version;
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
