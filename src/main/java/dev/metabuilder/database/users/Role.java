package dev.metabuilder.database.users;

import dev.metabuilder.database.json.NamedEnum;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The rights of a user; each role includes those before it. JSON and the database have the names in lower case. */
@Schema(name = "UserRole")
public enum Role {
    /** Reads the public pages. */
    PUBLIC,

    /** Has an account. */
    USER,

    /** Manages the data. */
    ADMIN,

    /** Builds the application. */
    GOD,

    /** Owns the installation; at most one user has this role. */
    SUPERGOD;

    /** Stores a {@link Role} as its lower-case name. */
    @Converter(autoApply = true)
    public static class Names implements AttributeConverter<Role, String> {

        @Override
        public String convertToDatabaseColumn(Role constant) {
            return NamedEnum.nameOf(constant);
        }

        @Override
        public Role convertToEntityAttribute(String name) {
            return NamedEnum.constant(Role.class, name);
        }
    }
}
