/**
 * The Database API: {@link dev.metabuilder.database.Database} has the methods of the contract, for beans in the same server
 * and for HTTP. Beside it are the classes that need all models: the catalogue, the defaults of an empty database, and the
 * start.
 */
package dev.metabuilder.database;
