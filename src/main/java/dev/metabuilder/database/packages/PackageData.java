package dev.metabuilder.database.packages;

import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of a package. */
@Entity
@Table(name = "package_data")
public class PackageData extends BaseEntity {

    @Id
    @Size(min = 1, max = 512)
    @Column(name = "package_id")
    private String packageId;

    @NotNull
    @Schema(type = SchemaType.OBJECT, additionalProperties = List.class)
    private Json data;

    /** Returns the package's key. */
    public String getPackageId() {
        return packageId;
    }

    /** Sets the package's key. */
    public void setPackageId(String packageId) {
        this.packageId = packageId;
    }

    /** Returns its lists, by name. */
    public Json getData() {
        return data;
    }

    /** Sets its lists, by name. */
    public void setData(Json data) {
        this.data = data;
    }
}
