package dev.metabuilder.database.http.idempotency;

import dev.metabuilder.database.http.filter.BodyLimitFilter;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a resource, or on one of its methods: a POST with an {@code Idempotency-Key} is carried out once; see {@link IdempotencyInterceptor}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {

    /** Returns whether the answer may hold a secret: it is then not kept, and a replay is refused. */
    @Nonbinding
    boolean secret() default false;

    /** Returns how many bytes the body may have: it is kept before the route reads it, and no more of it than the route takes. */
    @Nonbinding
    long mostBytes() default BodyLimitFilter.RECORD_BYTES;
}
