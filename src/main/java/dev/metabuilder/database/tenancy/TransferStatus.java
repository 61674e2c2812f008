package dev.metabuilder.database.tenancy;

import dev.metabuilder.database.json.NamedEnum;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** The status of a {@link PowerTransferRequest}. JSON and the database name it in lower case. */
public enum TransferStatus {
    /** Nobody has answered yet. */
    PENDING,

    /** The other user has got the power. */
    ACCEPTED,

    /** The supergod has kept the power. */
    REJECTED;

    /** Stores a {@link TransferStatus} as its lower-case name. */
    @Converter(autoApply = true)
    public static class Names implements AttributeConverter<TransferStatus, String> {

        @Override
        public String convertToDatabaseColumn(TransferStatus constant) {
            return NamedEnum.nameOf(constant);
        }

        @Override
        public TransferStatus convertToEntityAttribute(String name) {
            return NamedEnum.constant(TransferStatus.class, name);
        }
    }
}
