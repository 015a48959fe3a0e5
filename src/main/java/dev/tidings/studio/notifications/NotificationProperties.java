package dev.tidings.studio.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of notifications.
 *
 * @param age time after which a notification is removed, read or not
 */
@Validated
@ConfigurationProperties("tidings.notifications")
record NotificationProperties(@DefaultValue("30d") Duration age) {

    NotificationProperties {
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("'tidings.notifications.age' must be at least PT1M, but was " + age);
        }
    }
}
