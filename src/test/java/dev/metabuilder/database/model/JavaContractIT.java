package dev.metabuilder.database.model;

import dev.metabuilder.database.Database;
import jakarta.inject.Inject;

/** The contract of the models through the bean, in the server. */
class JavaContractIT extends CycleContract {

    @Inject
    Database database;

    @Override
    Door door() {
        return new JavaDoor(database);
    }
}
