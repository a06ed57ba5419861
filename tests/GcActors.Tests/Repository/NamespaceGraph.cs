using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace GcActors.Tests.Repository;

/// <summary>Which namespaces of an assembly use which: read from its metadata and the bodies of its methods, so nothing that compiles escapes.</summary>
internal sealed class NamespaceGraph
{
    private static readonly Dictionary<int, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly MetadataReader _reader;
    private readonly PEReader _image;
    private readonly HashSet<(string From, string To)> _arrows = [];

    private NamespaceGraph(PEReader image)
    {
        _image = image;
        _reader = image.GetMetadataReader();
        foreach (TypeDefinitionHandle type in _reader.TypeDefinitions)
        {
            Read(type);
        }
    }

    public IReadOnlySet<(string From, string To)> Arrows => _arrows;

    public static NamespaceGraph Of(string assemblyPath)
    {
        using var image = new PEReader(File.OpenRead(assemblyPath));
        return new NamespaceGraph(image);
    }

    private void Read(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        string from = NamespaceOf(handle);
        Use(from, type.BaseType);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            Use(from, _reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            UseSignature(from, _reader.GetFieldDefinition(field).Signature);
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDefinition definition = _reader.GetMethodDefinition(method);
            UseSignature(from, definition.Signature);
            if (definition.RelativeVirtualAddress != 0)
            {
                ReadBody(from, _image.GetMethodBody(definition.RelativeVirtualAddress));
            }
        }
    }

    private void ReadBody(string from, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            UseSignature(from, _reader.GetStandaloneSignature(body.LocalSignature).Signature);
        }

        BlobReader il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            OpCode code = s_opCodes[value == 0xFE ? 0xFE00 | il.ReadByte() : value];
            switch (code.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    Use(from, MetadataTokens.EntityHandle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                default:
                    il.Offset += OperandBytes(code.OperandType);
                    break;
            }
        }
    }

    private static int OperandBytes(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void Use(string from, EntityHandle target)
    {
        if (target.IsNil)
        {
            return;
        }

        switch (target.Kind)
        {
            case HandleKind.TypeDefinition:
                Add(from, (TypeDefinitionHandle)target);
                break;
            case HandleKind.MethodDefinition:
                Add(from, _reader.GetMethodDefinition((MethodDefinitionHandle)target).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Add(from, _reader.GetFieldDefinition((FieldDefinitionHandle)target).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                MemberReference member = _reader.GetMemberReference((MemberReferenceHandle)target);
                Use(from, member.Parent);
                UseSignature(from, member.Signature);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = _reader.GetMethodSpecification((MethodSpecificationHandle)target);
                Use(from, method.Method);
                UseSignature(from, method.Signature);
                break;
            case HandleKind.TypeSpecification:
                UseType(from, _reader.GetTypeSpecification((TypeSpecificationHandle)target).Signature);
                break;
        }
    }

    private void UseSignature(string from, BlobHandle signature)
    {
        BlobReader blob = _reader.GetBlobReader(signature);
        var decoder = new SignatureDecoder<bool, object?>(new Collector(this, from), _reader, genericContext: null);
        switch (blob.ReadSignatureHeader().Kind)
        {
            case SignatureKind.Field:
                blob.Reset();
                decoder.DecodeFieldSignature(ref blob);
                break;
            case SignatureKind.Method or SignatureKind.Property:
                blob.Reset();
                decoder.DecodeMethodSignature(ref blob);
                break;
            case SignatureKind.LocalVariables:
                blob.Reset();
                decoder.DecodeLocalSignature(ref blob);
                break;
            case SignatureKind.MethodSpecification:
                blob.Reset();
                decoder.DecodeMethodSpecificationSignature(ref blob);
                break;
        }
    }

    private void UseType(string from, BlobHandle signature)
    {
        BlobReader blob = _reader.GetBlobReader(signature);
        new SignatureDecoder<bool, object?>(new Collector(this, from), _reader, genericContext: null).DecodeType(ref blob);
    }

    private void Add(string from, TypeDefinitionHandle target)
    {
        string to = NamespaceOf(target);
        if (from.Length > 0 && to.Length > 0 && from != to)
        {
            _arrows.Add((from, to));
        }
    }

    private string NamespaceOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _reader.GetTypeDefinition(type.GetDeclaringType());
        }

        return _reader.GetString(type.Namespace);
    }

    /// <summary>Notes every type definition that a signature names; what it builds from them does not matter.</summary>
    private sealed class Collector(NamespaceGraph graph, string from) : ISignatureTypeProvider<bool, object?>
    {
        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            graph.Add(from, handle);
            return true;
        }

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            graph.UseType(from, reader.GetTypeSpecification(handle).Signature);
            return true;
        }

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => true;

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, System.Collections.Immutable.ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;
    }
}
