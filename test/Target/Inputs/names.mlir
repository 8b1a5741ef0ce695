func.func @main(%a0: tensor<1xf32> {qnn.name = "typeof"},
                %a1: tensor<1xf32> {qnn.name = "typeof_unqual"},
                %a2: tensor<1xf32> {qnn.name = "NULL"},
                %a3: tensor<1xf32> {qnn.name = "EOF"},
                %a4: tensor<1xf32> {qnn.name = "X"},
                %a5: tensor<1xf32> {qnn.name = "I"},
                %a6: tensor<1xf32> {qnn.name = "_Bool"},
                %a7: tensor<1xf32> {qnn.name = "__linux"},
                %a8: tensor<1xf32> {qnn.name = "static_cast"},
                %a9: tensor<1xf32> {qnn.name = "int8_t"},
                %a10: tensor<1xf32> {qnn.name = "stdin"},
                %a11: tensor<1xf32> {qnn.name = "complex"},
                %a12: tensor<1xf32> {qnn.name = "net_io"},
                %a13: tensor<1xf32> {qnn.name = "EXIT_FAILURE"},
                %a14: tensor<1xf32> {qnn.name = "_Low"})
    -> (tensor<1xf32> {qnn.name = "SEEK_SET"}, tensor<1xi8> {qnn.name = "out"}) {
  %c = qnn.constant dense<1> : tensor<1xi8> as tensor<1xi8>
  return %a0, %c : tensor<1xf32>, tensor<1xi8>
}
