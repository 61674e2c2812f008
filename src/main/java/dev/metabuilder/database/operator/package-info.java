/**
 * What operators do beside serving, by commands of the launcher: it starts the server without a listener, and has this done
 * by the same beans that serve. {@link dev.metabuilder.database.operator.Commands} is where the launcher comes in, in terms
 * of plain Java types, since it knows no class of the application.
 */
package dev.metabuilder.database.operator;
