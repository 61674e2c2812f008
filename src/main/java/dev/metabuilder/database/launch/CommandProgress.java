package dev.metabuilder.database.launch;

/**
 * How far a command is.
 *
 * @param step what is done just now
 * @param records how many records are done
 * @param totalRecords how many there are, 0 when that is not known
 * @param bytes how many bytes are done
 * @param totalBytes how many there are, 0 when that is not known
 * @param recordsPerSecond how many records are done in a second
 * @param bytesPerSecond how many bytes are done in a second
 * @param secondsLeft how long the rest takes, -1 when that is not known
 */
public record CommandProgress(
        String step,
        long records,
        long totalRecords,
        long bytes,
        long totalBytes,
        long recordsPerSecond,
        long bytesPerSecond,
        long secondsLeft) {}
