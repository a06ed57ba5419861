using System.Reflection;
using System.Runtime.CompilerServices;

namespace GcActors.Core.Host;

/// <summary>Compiles methods before they are called: what a measured window reaches rarely would else be compiled inside it (gate G8).</summary>
internal static class Precompilation
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Compiles every method of a type, those with one type parameter for <typeparamref name="TArgument"/>.</summary>
    public static void PrepareFor<TArgument>(Type type)
    {
        foreach (MethodInfo method in type.GetMethods(All).Where(m => !m.IsAbstract && m.GetMethodBody() != null))
        {
            MethodInfo closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(TArgument)) : method;
            RuntimeHelpers.PrepareMethod(closed.MethodHandle);
        }
    }

    /// <summary>Compiles every method of the types, which may be closed generic ones.</summary>
    public static void Prepare(params ReadOnlySpan<Type> types)
    {
        foreach (Type type in types)
        {
            RuntimeTypeHandle[] arguments = [.. type.GenericTypeArguments.Select(argument => argument.TypeHandle)];
            foreach (MethodInfo method in type.GetMethods(All).Where(m => !m.IsAbstract && !m.ContainsGenericParameters && m.GetMethodBody() != null))
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
            }
        }
    }
}
