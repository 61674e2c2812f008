package dev.metabuilder.database.launch;

/**
 * The progress of a command.
 *
 * @param step the present step
 * @param records how many records are done
 * @param totalRecords how many records there are in all, 0 if unknown
 * @param bytes how many bytes are done
 * @param totalBytes how many bytes there are in all, 0 if unknown
 * @param recordsPerSecond the speed in records
 * @param bytesPerSecond the speed in bytes
 * @param secondsLeft an estimate of the remaining time in seconds, -1 if unknown
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
