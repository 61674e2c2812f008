package dev.metabuilder.database.model;

import dev.metabuilder.database.Database;
import jakarta.inject.Inject;

/** Tests of the contract that need only one access: the bean, in the server. */
abstract class InServerContract extends RecordContract {

    @Inject
    Database database;

    @Override
    Door door() {
        return new JavaDoor(database);
    }
}
