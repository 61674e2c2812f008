/**
 * The commands of the command line, and the end of a server's work. {@code Commands} runs in a process without a server, which
 * the launcher starts; {@link dev.metabuilder.database.operator.GracefulShutdown} is a bean of the server. The launcher calls
 * both through interfaces in {@code launch}.
 */
package dev.metabuilder.database.operator;
