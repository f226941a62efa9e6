package org.presencehub.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** A class loader that makes copies of some classes, as that of another archive of an EAR does. Thread-safe. */
final class OtherLoader extends ClassLoader {
    private final Predicate<String> copied;

    /** @param copied which classes are there again, by name */
    OtherLoader(Predicate<String> copied) {
        super(OtherLoader.class.getClassLoader());
        this.copied = copied;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : copied.test(name) ? copy(name) : foreign(name, resolve);
        }
    }

    /** Neither the library nor its jars are to be seen from there, unless they are copied. */
    private Class<?> foreign(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("org.presencehub.")) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = file.readAllBytes();
            return defineClass(name, code, 0, code.length, OtherLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
