package dev.tidings.changelog;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs a method that announces changes in a transaction, again if the database chose it as the victim of
 * a deadlock or could not serialize it. The method must have no effect outside the transaction before it
 * returns.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Transactional
@Retryable(
        includes = ConcurrencyFailureException.class,
        predicate = ChangeTransaction.Outermost.class,
        maxRetries = 5,
        delay = 20,
        jitter = 20,
        multiplier = 2)
public @interface ChangeTransaction {

    /** Leaves a failure inside a larger transaction to whoever began that: the database has given up all of it. */
    final class Outermost implements MethodRetryPredicate {

        @Override
        public boolean shouldRetry(Method method, Throwable failure) {
            return !TransactionSynchronizationManager.isActualTransactionActive();
        }
    }
}
