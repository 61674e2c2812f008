/**
 * The test harness: one server for all integration tests of a run, with a real database behind it. Tests extend
 * {@link dev.metabuilder.database.testing.InServer}; the other classes start and stop what it needs.
 */
package dev.metabuilder.database.testing;
