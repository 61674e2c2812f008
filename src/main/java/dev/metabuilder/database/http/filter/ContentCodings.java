package dev.metabuilder.database.http.filter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The content codings of HTTP (RFC 9110, 8.4). We support one, gzip. */
final class ContentCodings {

    static final String GZIP = "gzip";

    /** RFC 9110, 8.4.1.3: the old name means the same. */
    private static final Set<String> GZIPS = Set.of(GZIP, "x-gzip");

    private ContentCodings() {}

    /** Returns the codings that lines of Content-Encoding name, in lower case; to name none is to name {@code identity}. */
    static List<String> named(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .collect(Collectors.toList());
    }

    /** Returns whether a body that has these codings is one that was compressed by gzip, once. */
    static boolean isGzip(List<String> codings) {
        return codings.size() == 1 && GZIPS.contains(codings.get(0));
    }

    /**
     * Returns whether a caller would rather have gzip than the answer as it is.
     *
     * @param accepted the header Accept-Encoding, empty when there is none
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

    /** Of what can't be read we take it that it is not wanted: the answer as it is suits everybody. */
    private static double weight(String parameter) {
        String[] parts = parameter.strip().split("\\s*=\\s*", 2);
        boolean known = parts.length == 2 && parts[0].equals("q") && parts[1].matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
        return known ? Double.parseDouble(parts[1]) : 0;
    }
}
