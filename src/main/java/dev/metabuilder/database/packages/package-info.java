/**
 * Installed packages and their data. The data of a package may exist without the package.
 */
package dev.metabuilder.database.packages;
