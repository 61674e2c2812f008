package dev.metabuilder.database.model;

import dev.metabuilder.database.Database;
import jakarta.inject.Inject;

/** What models do not take, through the bean, in the server. */
class JavaValidationIT extends ValidationContract {

    @Inject
    Database database;

    @Override
    Door door() {
        return new JavaDoor(database);
    }
}
