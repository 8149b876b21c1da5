package com.movieticket.booking.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds environment variables that were meant for a setting and miss it by a little, so that the default is not used
 * where somebody thinks it isn't.
 *
 * <p>An environment holds much that is none of our business, and must never keep the service from starting. So a
 * variable only counts as misspelt when the setting's own variable isn't set, and it is one letter away from it (one
 * too many, one missing, one wrong, or two swapped), or is the key in capitals where the API document gives another
 * name. What Kubernetes and Docker set for services of the same names never counts.
 */
final class Misspelling {
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
    /** One letter makes another word of a short name. */
    private static final int SHORTEST = 8;

    private Misspelling() {
    }

    /**
     * The problems, ordered by variable.
     *
     * @param keys the key of each variable that is read
     */
    static List<Problem> in(Map<String, String> environment, Map<String, String> keys) {
        return new TreeMap<>(environment).entrySet().stream()
                .filter(entry -> !keys.containsKey(entry.getKey()) && !entry.getValue().isBlank())
                .filter(entry -> !isServiceLink(entry.getKey(), entry.getValue()))
                .flatMap(entry -> meant(entry.getKey(), environment, keys)
                        .map(variable -> problem(entry.getKey(), variable, keys.get(variable))).stream())
                .toList();
    }

    private static Problem problem(String found, String meant, String key) {
        return new Problem("environment variable " + found, "(set, but read by nothing)",
                "spelt %s, if %s is what it is for; otherwise unset".formatted(meant, key));
    }

    private static Optional<String> meant(String found, Map<String, String> environment, Map<String, String> keys) {
        return keys.keySet().stream().sorted()
                .filter(variable -> environment.getOrDefault(variable, "").isBlank())
                .filter(variable -> found.equals(Sources.variable(keys.get(variable))) || oneSlipApart(found, variable))
                .findFirst();
    }

    private static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK.matcher(variable).matches() || SERVICE_ADDRESS.matcher(value).matches();
    }

    /** Whether one insertion, deletion, substitution or swap of neighbours turns one into the other. */
    static boolean oneSlipApart(String a, String b) {
        if (Math.min(a.length(), b.length()) < SHORTEST || Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        int i = 0;
        while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        String restOfA = a.substring(i);
        String restOfB = b.substring(i);
        return switch (Integer.signum(a.length() - b.length())) {
            case 1 -> restOfA.substring(1).equals(restOfB);
            case -1 -> restOfB.substring(1).equals(restOfA);
            default -> restOfA.substring(1).equals(restOfB.substring(1)) || swapped(restOfA, restOfB);
        };
    }

    private static boolean swapped(String a, String b) {
        return a.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0)
                && a.substring(2).equals(b.substring(2));
    }
}
