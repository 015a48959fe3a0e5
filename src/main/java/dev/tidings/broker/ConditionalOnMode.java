package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches in some modes only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnMode.OnMode.class)
@interface ConditionalOnMode {

    Mode[] value();

    /** Reads the mode as the properties do. */
    final class OnMode implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var attributes =
                    Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnMode.class.getName()));
            Mode mode = Binder.get(context.getEnvironment())
                    .bind("tidings.broker.mode", Mode.class)
                    .orElse(Mode.EMBEDDED);
            return Arrays.asList((Mode[]) Objects.requireNonNull(attributes.get("value")))
                    .contains(mode);
        }
    }
}
