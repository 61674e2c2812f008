/**
 * Installed packages and what they keep. A package's data outlives the package and needs none.
 */
package dev.metabuilder.database.packages;
