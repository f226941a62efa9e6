package org.presencehub.testing;

import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import java.lang.reflect.Proxy;

/** A class that CDI has found, as its extensions are told of it. Confined to the test's thread. */
public final class FoundClass implements ProcessAnnotatedType<Object> {
    private final Class<?> type;
    private boolean vetoed;

    public FoundClass(Class<?> type) {
        this.type = type;
    }

    /** Whether an extension said that it is no bean. */
    public boolean isVetoed() {
        return vetoed;
    }

    @Override
    @SuppressWarnings("unchecked")
    public AnnotatedType<Object> getAnnotatedType() {
        return (AnnotatedType<Object>) Proxy.newProxyInstance(
                FoundClass.class.getClassLoader(), new Class<?>[] {AnnotatedType.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getJavaClass")) {
                        return type;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void setAnnotatedType(AnnotatedType<Object> other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AnnotatedTypeConfigurator<Object> configureAnnotatedType() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void veto() {
        vetoed = true;
    }
}
