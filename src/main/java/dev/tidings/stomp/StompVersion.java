package dev.tidings.stomp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The versions of STOMP, oldest first. */
enum StompVersion {
    V1_0("1.0"),
    V1_1("1.1"),
    V1_2("1.2");

    private final String number;

    StompVersion(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }

    /** Returns the newest version in an {@code accept-version} header; a client that sends none speaks 1.0. */
    static Optional<StompVersion> negotiate(String acceptVersion) {
        List<String> accepted = Arrays.asList(acceptVersion.split(",", -1));
        return Arrays.stream(values())
                .filter(version -> accepted.stream().anyMatch(one -> one.strip().equals(version.number)))
                .max(Comparator.naturalOrder());
    }
}
