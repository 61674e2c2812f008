/**
 * The commands of the command line. For a command, the launcher starts the server without an HTTP listener, so that the
 * beans that serve calls also carry out commands. The launcher calls {@link dev.metabuilder.database.operator.Commands}
 * through an interface in {@code launch}.
 */
package dev.metabuilder.database.operator;
