using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Hebb.Tests.Architecture;

/// <summary>
/// Which types of an assembly know which others: base types, interfaces, fields, signatures, locals, attributes, and what the code of methods calls and names.
/// Nested types, and what the compiler makes of lambdas and iterators, count as the type around them. What a constant or an enum value was called in the source
/// is not in the assembly.
/// </summary>
internal sealed class AssemblyArrows
{
    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly HashSet<(string From, string To)> _arrows = [];
    private readonly Dictionary<string, string> _bases = [];
    private string _from = "";

    /// <summary>Reads an assembly.</summary>
    public AssemblyArrows(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using PEReader file = new(stream);
        (_file, _reader) = (file, file.GetMetadataReader());
        foreach (TypeDefinitionHandle handle in _reader.TypeDefinitions)
        {
            _from = NameOf(handle);
            if (_from.Length > 0) { Add(_reader.GetTypeDefinition(handle)); }
        }
    }

    /// <summary>The arrows between types, by full names.</summary>
    public IReadOnlySet<(string From, string To)> All => _arrows;

    /// <summary>Whether a type is derived from another one.</summary>
    public bool IsDerived(string type, string from)
    {
        while (_bases.TryGetValue(type, out string? above))
        {
            if (above == from) { return true; }
            type = above;
        }

        return false;
    }

    private void Add(TypeDefinition type)
    {
        Look(type.BaseType);
        // A generic class may be derived from the one of its name without parameters, which stands in the same file.
        if (type.GetDeclaringType().IsNil
            && type.BaseType is { IsNil: false, Kind: HandleKind.TypeDefinition }
            && NameOf((TypeDefinitionHandle)type.BaseType) is var above
            && above != _from)
        {
            _bases[_from] = above;
        }

        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            Look(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (FieldDefinitionHandle field in type.GetFields()) { _reader.GetFieldDefinition(field).DecodeSignature(new Types(this), null); }
        foreach (CustomAttributeHandle attribute in type.GetCustomAttributes()) { Look(_reader.GetCustomAttribute(attribute).Constructor); }
        Constraints(type.GetGenericParameters());
        foreach (MethodDefinitionHandle handle in type.GetMethods())
        {
            MethodDefinition method = _reader.GetMethodDefinition(handle);
            method.DecodeSignature(new Types(this), null);
            Constraints(method.GetGenericParameters());
            if (method.RelativeVirtualAddress == 0) { continue; }
            MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil) { _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Types(this), null); }
            foreach (ExceptionRegion region in body.ExceptionRegions) { Look(region.CatchType); }
            Code(body.GetILReader());
        }
    }

    private void Constraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in _reader.GetGenericParameter(parameter).GetConstraints())
            {
                Look(_reader.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void Code(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            OpCode op = value == 0xFE ? s_twoBytes[code.ReadByte()] : s_oneByte[value];
            switch (op.OperandType)
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    Look(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32(); // before the offset is read: it moves it
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR: code.Offset += 8; break;
                case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineSig or OperandType.InlineString or OperandType.ShortInlineR:
                    code.Offset += 4;
                    break;
                case OperandType.InlineVar: code.Offset += 2; break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: code.Offset += 1; break;
                case OperandType.InlineNone: break;
                default: throw new NotSupportedException($"{op.Name}: {op.OperandType}");
            }
        }
    }

    private void Look(EntityHandle handle)
    {
        if (handle.IsNil) { return; }
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                string to = NameOf((TypeDefinitionHandle)handle);
                if (to.Length > 0 && to != _from) { _arrows.Add((_from, to)); }
                break;
            case HandleKind.TypeSpecification: _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Types(this), null); break;
            case HandleKind.MethodDefinition: Look(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.FieldDefinition: Look(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
            case HandleKind.MemberReference: Member(_reader.GetMemberReference((MemberReferenceHandle)handle)); break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                method.DecodeSignature(new Types(this), null);
                Look(method.Method);
                break;
            default: break; // types of other assemblies
        }
    }

    private void Member(MemberReference member)
    {
        Look(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Field) { member.DecodeFieldSignature(new Types(this), null); }
        else { member.DecodeMethodSignature(new Types(this), null); }
    }

    /// <summary>The full name of the outermost type around a type; empty for what the compiler makes for the whole assembly.</summary>
    private string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) { type = _reader.GetTypeDefinition(type.GetDeclaringType()); }
        string name = _reader.GetString(type.Name);
        return name.StartsWith('<') ? "" : $"{_reader.GetString(type.Namespace)}.{name.Split('`')[0]}";
    }

    private static readonly OpCode[] s_oneByte = new OpCode[256], s_twoBytes = new OpCode[256];

    static AssemblyArrows()
    {
        foreach (System.Reflection.FieldInfo field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is OpCode op) { (op.Size == 1 ? s_oneByte : s_twoBytes)[op.Value & 0xFF] = op; }
        }
    }

    /// <summary>Looks at every type that a signature names.</summary>
    private sealed class Types(AssemblyArrows arrows) : ISignatureTypeProvider<bool, object?>
    {
        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            arrows.Look(handle);
            return true;
        }

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            arrows.Look(handle);
            return true;
        }

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => true;

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;
    }
}
