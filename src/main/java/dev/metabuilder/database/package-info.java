/**
 * The front door: {@link dev.metabuilder.database.Database} with the methods of the contract, for beans in the same server and
 * for HTTP alike. Beside it is what needs the whole: the catalogue that names all models, the defaults of an empty database,
 * and the start.
 */
package dev.metabuilder.database;
