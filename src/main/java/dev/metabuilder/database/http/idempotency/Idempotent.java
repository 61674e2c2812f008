package dev.metabuilder.database.http.idempotency;

import dev.metabuilder.database.http.filter.BodyLimitFilter;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource, or one of its methods: a POST with an {@code Idempotency-Key} is carried out once; see
 * {@link IdempotencyInterceptor}.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {

    /** Returns whether the answer may contain a secret. It is then not stored, and a repeated call is refused. */
    @Nonbinding
    boolean secret() default false;

    /** Returns the maximum number of bytes of the body, which is stored before the route reads it. */
    @Nonbinding
    long mostBytes() default BodyLimitFilter.RECORD_BYTES;
}
