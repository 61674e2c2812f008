package dev.metabuilder.database.http.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The content codings of HTTP (RFC 9110, 8.4). The server supports only gzip. */
final class ContentCodings {

    static final String GZIP = "gzip";

    /** RFC 9110, 8.4.1.3: the old name means the same. */
    private static final Set<String> GZIPS = Set.of(GZIP, "x-gzip");

    private ContentCodings() {}

    /**
     * Returns the codings that the header Content-Encoding names, in lower case, without {@code identity}, which means none.
     */
    static List<String> named(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .collect(Collectors.toList());
    }

    /** Returns whether a body with these codings was compressed with gzip, and only once. */
    static boolean isGzip(List<String> codings) {
        return codings.size() == 1 && GZIPS.contains(codings.get(0));
    }

    /**
     * Returns whether a caller prefers gzip to an uncompressed answer.
     *
     * @param accepted the header Accept-Encoding, empty if there is none
     */
    static boolean prefersGzip(String accepted) {
        double gzip = -1;
        double any = 0;
        double plain = 0;
        for (String range : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", 2);
            String coding = parts[0].strip();
            double weight = parts.length == 1 ? 1 : weight(parts[1]);
            if (GZIPS.contains(coding)) {
                gzip = Math.max(gzip, weight);
            } else if (coding.equals("*")) {
                any = weight;
            } else if (coding.equals("identity")) {
                plain = weight;
            }
        }
        double ours = gzip < 0 ? any : gzip;
        return ours > 0 && ours >= plain;
    }

    /**
     * Returns the weight of a coding. An invalid weight counts as 0, because every caller can read an uncompressed answer.
     */
    private static double weight(String parameter) {
        String[] parts = parameter.strip().split("\\s*=\\s*", 2);
        boolean known = parts.length == 2 && parts[0].equals("q") && parts[1].matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
        return known ? Double.parseDouble(parts[1]) : 0;
    }
}
